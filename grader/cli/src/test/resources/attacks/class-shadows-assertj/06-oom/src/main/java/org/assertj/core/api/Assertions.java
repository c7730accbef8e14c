package org.assertj.core.api; public class Assertions {}
