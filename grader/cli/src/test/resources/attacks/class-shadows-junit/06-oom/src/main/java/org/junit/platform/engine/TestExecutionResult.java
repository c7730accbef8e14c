package org.junit.platform.engine;

public class TestExecutionResult {
    public static TestExecutionResult failed(Throwable e) {
        return null;
    }
}
