package java.lang; public class Math2 {}
