package mm.oom;

import java.util.function.*;

/** Each level doubles or trebles what the compiler has to try. */
class Bomb {
    static void g(Function<Integer, Integer> f) {}
    static void g(UnaryOperator<String> f) {}
    static void g(ToIntFunction<Long> f) {}

    static {
        g((var a0) -> { g((var a1) -> { g((var a2) -> { g((var a3) -> { g((var a4) -> { g((var a5) -> { g((var a6) -> { g((var a7) -> { g((var a8) -> { g((var a9) -> { g((var a10) -> { g((var a11) -> { g((var a12) -> { g((var a13) -> { g((var a14) -> { return 1; }); }); }); }); }); }); }); }); }); }); }); }); }); }); }); 
    }
}
