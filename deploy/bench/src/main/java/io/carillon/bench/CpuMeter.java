package io.carillon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** User and system time of processes and their children, from /proc/PID/stat: in ticks of 10 ms. */
final class CpuMeter {
    private static final long MICROS_PER_TICK = 10_000;
    /** utime and stime are the 14th and 15th field; the count here begins after the program's name, the 2nd. */
    private static final int USER_TIME = 11;

    private CpuMeter() {}

    static long micros(List<ProcessHandle> processes) {
        return processes.stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .distinct()
                .mapToLong(process -> ticks(process.pid()) * MICROS_PER_TICK)
                .sum();
    }

    private static long ticks(long pid) {
        try {
            return ticks(Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
        } catch (NoSuchFileException e) {
            return 0; // it ended meanwhile
        } catch (IOException e) {
            throw new BenchException("Cannot read the CPU time of process " + pid, e);
        }
    }

    /** The program's name may hold blanks and parentheses: what counts comes after the last one. */
    static long ticks(String stat) {
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]);
    }
}
