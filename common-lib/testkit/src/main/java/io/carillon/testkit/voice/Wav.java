package io.carillon.testkit.voice;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Sound files as other phones say and keep them: 16-bit samples of one channel, 8,000 a second. */
public final class Wav {
    private static final int HEADER = 44;
    private static final int LOUDNESS = 8_000;

    private Wav() {}

    /** A file with this tone. */
    public static byte[] tone(int hertz, Duration length) {
        int samples = (int) (length.toMillis() * Ear.RATE / 1_000);
        var file = ByteBuffer.allocate(HEADER + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(HEADER - 8 + 2 * samples).put(ascii("WAVE"));
        file.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
        file.putInt(Ear.RATE).putInt(2 * Ear.RATE).putShort((short) 2).putShort((short) 16);
        file.put(ascii("data")).putInt(2 * samples);
        for (int i = 0; i < samples; i++) {
            file.putShort((short) (LOUDNESS * Math.sin(2 * Math.PI * hertz * i / Ear.RATE)));
        }
        return file.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether half a second of mainly this tone is in the file somewhere. */
    public static boolean has(byte[] file, int hertz) {
        var ear = new Ear();
        var samples = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).position(Math.min(HEADER, file.length));
        for (int heard = 1; samples.remaining() >= 2; heard++) {
            ear.hear(samples.getShort());
            if (heard % (Ear.RATE / 10) == 0 && ear.hears(hertz)) {
                return true;
            }
        }
        return false;
    }
}
