package io.carillon.bench;

/**
 * What the generator saw in one run.
 *
 * @param completed operations that ended well
 * @param failed operations that ended badly or were lost
 * @param seconds from the first operation's start to the last one's end
 * @param complaint what the last failed operation met, empty if there was none
 */
public record LoadResult(
        long completed, long failed, double seconds, double p50Millis, double p99Millis, String complaint) {
    public double rate() {
        return seconds <= 0 ? 0 : completed / seconds;
    }
    /** As a generator says it: the fields in their order, with blanks between them. */
    public static LoadResult of(String line) {
        var fields = line.split(" ", 6);
        return new LoadResult(
                Long.parseLong(fields[0]),
                Long.parseLong(fields[1]),
                Double.parseDouble(fields[2]),
                Double.parseDouble(fields[3]),
                Double.parseDouble(fields[4]),
                fields[5]);
    }
}
