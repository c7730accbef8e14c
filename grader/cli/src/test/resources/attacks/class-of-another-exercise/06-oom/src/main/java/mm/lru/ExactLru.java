package mm.lru; public class ExactLru {}
