package io.carillon.im.policy;

import java.util.Optional;

/** The operator's rules, asked once for each message that is to be taken. */
public interface MessagePolicy {
    /** No rules: for what the operator sends. */
    MessagePolicy NONE = (sender, recipient, text) -> new Ruling.Allowed();

    /** @param text what a person reads of it */
    Ruling rule(String sender, String recipient, Optional<String> text);
}
