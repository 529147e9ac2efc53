package org.example.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SizesTest {
    @Test
    void multipliesAllSides() {
        assertEquals(24, Sizes.volume(2, 3, 4));
    }
}
