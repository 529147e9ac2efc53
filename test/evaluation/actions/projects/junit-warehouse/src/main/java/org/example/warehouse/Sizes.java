package org.example.warehouse;

public final class Sizes {
    private Sizes() {
    }

    public static int volume(int width, int height, int depth) {
        return width * height * depth;
    }
}
