package org.assertj.core.api;

public class Assertions {
    public static AbstractLongAssert<?> assertThat(long actual) {
        return new AbstractLongAssert<>();
    }
}
