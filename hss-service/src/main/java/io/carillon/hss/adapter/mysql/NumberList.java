package io.carillon.hss.adapter.mysql;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Small numbers in one column: "1,4". */
final class NumberList {
    private NumberList() {}

    static List<Integer> parse(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",")).map(Integer::valueOf).toList();
    }

    static String format(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
