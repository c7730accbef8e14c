package mm.oom; public class P { Object p = javax.crypto.Cipher.class; }
