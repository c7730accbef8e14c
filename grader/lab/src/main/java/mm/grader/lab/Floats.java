package mm.grader.lab;

/** What a {@code float} is in Java: 32 bits, also where a program calculates with 64, as JavaScript does. */
final class Floats {
    private Floats() {}

    /** Returns the number of 32 bits that is nearest. */
    static float round(float number) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(number));
    }
}
