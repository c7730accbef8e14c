package mm.oom; class Helper { int one; } class HELPER { int two; }
