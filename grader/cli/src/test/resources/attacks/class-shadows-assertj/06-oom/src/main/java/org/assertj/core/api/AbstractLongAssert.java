package org.assertj.core.api;

public class AbstractLongAssert<S> {
    public AbstractLongAssert<S> as(String text, Object... arguments) {
        return this;
    }

    public AbstractLongAssert<S> isEqualTo(long expected) {
        return this;
    }
}
