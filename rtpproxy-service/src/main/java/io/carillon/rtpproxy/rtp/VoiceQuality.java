package io.carillon.rtpproxy.rtp;

import java.util.Locale;

/**
 * How a stream of speech would be judged, 1 to 4.5: the E-model (ITU-T G.107) with every default value, so that only
 * codec, loss and delay remain. R = 93.2 − Idd − Ie,eff (§7.4, §7.5), and MOS from R by its Annex B.
 */
public final class VoiceQuality {
    /** R0 − Is where nothing is known of the phones (G.107 Table 3). */
    private static final double UNIMPAIRED = 93.2;
    /** Below it delay alone disturbs nobody (G.107 §7.4). */
    private static final double UNNOTICED_MILLIS = 100;

    /**
     * @param equipment Ie, what the codec itself costs
     * @param robustness Bpl, how well it stands random loss
     */
    private record Codec(double equipment, double robustness) {}

    private VoiceQuality() {}

    /** ITU-T G.113 Appendix I; what it has no figures for counts as G.711, so that only the network's share is told. */
    private static Codec codec(String encoding) {
        return switch (encoding.toUpperCase(Locale.ROOT)) {
            case "AMR", "GSM-EFR" -> new Codec(5, 10);
            case "G729" -> new Codec(11, 19);
            case "G723" -> new Codec(15, 16.1);
            case "GSM" -> new Codec(20, 10);
            default -> new Codec(0, 25.1);
        };
    }

    /**
     * @param lossPercent packets lost of a hundred, taken as random (BurstR = 1)
     * @param delayMillis one way, from mouth to ear
     */
    public static double mos(String encoding, double lossPercent, double delayMillis) {
        Codec codec = codec(encoding);
        double loss = Math.clamp(lossPercent, 0, 100);
        double equipment = codec.equipment + (95 - codec.equipment) * loss / (loss + codec.robustness);
        return ofRating(UNIMPAIRED - delayImpairment(delayMillis) - equipment);
    }

    private static double delayImpairment(double millis) {
        if (millis <= UNNOTICED_MILLIS) {
            return 0;
        }
        double x = Math.log(millis / UNNOTICED_MILLIS) / Math.log(2);
        return 25 * (sixth(x) - 3 * sixth(x / 3) + 2);
    }

    private static double sixth(double x) {
        return Math.pow(1 + Math.pow(x, 6), 1.0 / 6);
    }

    private static double ofRating(double r) {
        if (r <= 0) {
            return 1;
        }
        return r >= 100 ? 4.5 : Math.max(1, 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6);
    }
}
