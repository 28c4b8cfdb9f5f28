package io.carillon.im.application;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;

/**
 * An application that receives what is sent to its number.
 *
 * @param number a global number with its plus, or a short one
 * @param url where it takes events
 * @param secret signs each event, so that the application knows who sends it
 */
public record Application(
        @NotNull @Pattern(regexp = "\\+?[0-9]{2,15}") String number,

        @NotNull URI url,

        @NotNull @Size(min = 16, message = "is to be 16 characters or more")
        String secret) {
    @Override
    public String toString() {
        return "Application[number=" + number + ", url=" + url + "]";
    }
}
