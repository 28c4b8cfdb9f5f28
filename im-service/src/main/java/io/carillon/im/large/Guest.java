package io.carillon.im.large;

import io.carillon.im.charging.MessageCharging.Advance;
import io.carillon.im.files.FileOffer;
import io.carillon.sdp.SdpBody;
import java.util.Optional;

/**
 * Who speaks to somebody's mailbox.
 *
 * @param anonymous the sender asked for privacy (RFC 3323)
 * @param file what is sent, if it is a file
 * @param icon the file's, as it came
 * @param callId the Call-ID and
 * @param icid charging identity of the session
 * @param advance what the sender has paid for the session's first message
 */
public record Guest(
        String sender,
        String recipient,
        boolean anonymous,
        Optional<FileOffer> file,
        Optional<SdpBody.Part> icon,
        String callId,
        String icid,
        Advance advance) {}
