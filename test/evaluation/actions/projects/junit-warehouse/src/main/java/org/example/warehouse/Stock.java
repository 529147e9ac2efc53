package org.example.warehouse;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** What lies in the warehouse. */
public class Stock {
    private final Map<String, Integer> counts = new HashMap<>();
    private final int limit;

    public Stock(int limit) {
        this.limit = limit;
    }

    public int put(String article, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("a count starts at 1");
        }
        int next = counts.getOrDefault(article, 0) + count;
        if (next > limit) {
            throw new IllegalStateException("no place for " + article);
        }
        counts.put(article, next);
        return next;
    }

    public int take(String article) {
        Integer count = counts.get(article);
        if (count == null) {
            throw new NoSuchElementException("none left");
        }
        counts.put(article, count - 1);
        return count - 1;
    }

    public void clear() {
        counts.clear();
    }

    /** Where a kind of goods belongs. */
    public static String zoneOf(String kind, List<String> cold) {
        if (cold.contains(kind)) {
            return "cold";
        }
        switch (kind) {
            case "paint":
                return "fire-proof";
            case "glass":
                return "padded";
            default:
                return "shelf";
        }
    }
}
