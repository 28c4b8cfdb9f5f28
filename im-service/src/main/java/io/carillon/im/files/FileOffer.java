package io.carillon.im.files;

import io.carillon.sdp.MediaDescription;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What a description says of the file to be sent (RFC 5547 §6).
 *
 * @param name as the sender calls it
 * @param type media type
 * @param size octets
 * @param sha1 of the whole file, empty if it is not told
 * @param transferId names this transfer (§8.1)
 * @param start first octet of the file that is sent, from 1 (file-range)
 * @param lines the attributes as they came, for who gets the file later
 */
public record FileOffer(
        Optional<String> name,
        Optional<String> type,
        OptionalLong size,
        Optional<String> sha1,
        Optional<String> transferId,
        long start,
        List<String> lines) {
    private static final int LONGEST = 2_000;
    private static final Pattern NAME = Pattern.compile("(?:^| )name:\"([^\"]{1,400})\"");
    private static final Pattern TYPE =
            Pattern.compile("(?:^| )type:([A-Za-z0-9!#$&^_.+-]{1,80}/[A-Za-z0-9!#$&^_.+-]{1,80})");
    private static final Pattern SIZE = Pattern.compile("(?:^| )size:([0-9]{1,18})(?: |$)");
    private static final Pattern SHA1 = Pattern.compile("(?i)(?:^| )hash:sha-1:((?:[0-9A-F]{2}:){19}[0-9A-F]{2})");
    private static final Pattern RANGE = Pattern.compile("([1-9][0-9]{0,17})-(?:[1-9][0-9]{0,17}|\\*)");
    private static final List<String> ATTRIBUTES =
            List.of("file-selector", "file-transfer-id", "file-disposition", "file-date", "file-icon");

    /** Empty if the section offers no file. @throws IllegalArgumentException for what no honest phone offers */
    public static Optional<FileOffer> in(MediaDescription section) {
        return section.attribute("file-selector").map(selector -> of(section, selector));
    }

    private static FileOffer of(MediaDescription section, String selector) {
        if (selector.length() > LONGEST) {
            throw new IllegalArgumentException("a file-selector of " + selector.length() + " characters");
        }
        var lines = ATTRIBUTES.stream()
                .flatMap(each -> section.attribute(each).map(value -> each + ":" + value).stream())
                .toList();
        return new FileOffer(
                group(NAME, selector).map(FileOffer::honest),
                group(TYPE, selector),
                group(SIZE, selector)
                        .map(each -> OptionalLong.of(Long.parseLong(each)))
                        .orElse(OptionalLong.empty()),
                group(SHA1, selector).map(each -> each.toUpperCase(Locale.ROOT)),
                section.attribute("file-transfer-id").map(String::strip),
                section.attribute("file-range").map(FileOffer::start).orElse(1L),
                lines);
    }

    private static Optional<String> group(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** A name and not a path (§10): nobody is led out of the folder for received files. */
    private static String honest(String name) {
        var plain = decoded(name);
        boolean path = plain.contains("/") || plain.contains("\\") || plain.equals(".") || plain.equals("..");
        if (path || plain.chars().anyMatch(each -> each < ' ' || each == 0x7F)) {
            throw new IllegalArgumentException("a file's name is no path");
        }
        return plain;
    }

    /** CR, LF, quotes and percent signs stand as %HH (§6). */
    private static String decoded(String name) {
        if (name.indexOf('%') < 0) {
            return name;
        }
        var octets = new java.io.ByteArrayOutputStream();
        var raw = name.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            boolean escaped = raw[i] == '%'
                    && i + 2 < raw.length
                    && HexFormat.isHexDigit(raw[i + 1])
                    && HexFormat.isHexDigit(raw[i + 2]);
            octets.write(
                    escaped ? HexFormat.fromHexDigits(new String(raw, i + 1, 2, StandardCharsets.US_ASCII)) : raw[i]);
            i += escaped ? 2 : 0;
        }
        return octets.toString(StandardCharsets.UTF_8);
    }

    private static long start(String range) {
        var matcher = RANGE.matcher(range.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("file-range is no range");
        }
        return Long.parseLong(matcher.group(1));
    }

    /** The hash that the selector names, to be fed with the file. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    /** Whether this is what was announced. */
    public boolean isKept(long octets, MessageDigest sum) {
        boolean whole = size.isEmpty() || size.getAsLong() == octets;
        var found = HexFormat.ofDelimiter(":").withUpperCase().formatHex(sum.digest());
        return whole && sha1.filter(announced -> !announced.equals(found)).isEmpty();
    }
}
