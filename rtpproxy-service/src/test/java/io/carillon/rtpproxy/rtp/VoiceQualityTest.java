package io.carillon.rtpproxy.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VoiceQualityTest {
    /** R by hand from the formulas of ITU-T G.107 §7.4 and §7.5, MOS by its Annex B. */
    @ParameterizedTest
    @CsvSource({
        "PCMA, 0, 20, 4.41", // R 93.2
        "PCMU, 1, 20, 4.33", // Ie,eff 95/26.1, R 89.6
        "PCMU, 5, 20, 3.92", // Ie,eff 475/30.1, R 77.4
        "PCMU, 0, 400, 3.56", // Idd 24.1, R 69.1
        "AMR, 0, 20, 4.29", // R 88.2
        "G729, 3, 20, 3.63", // Ie,eff 11 + 252/22, R 70.7
        "EVS, 0, 20, 4.41",
        "PCMA, 100, 20, 1.18", // R 17.3
        "PCMA, 0, 100000, 2.22" // Idd ends at 50
    })
    void loss_and_delay_cost_what_the_e_model_says(String codec, double loss, double delay, double mos) {
        assertThat(VoiceQuality.mos(codec, loss, delay)).isCloseTo(mos, within(0.02));
    }
}
