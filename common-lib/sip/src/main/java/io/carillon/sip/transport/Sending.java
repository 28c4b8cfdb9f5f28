package io.carillon.sip.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;

/** The promise of one message: somebody may want to hear that it failed, and nobody waits for it. */
final class Sending extends DefaultChannelPromise {
    private final SipTransports.SendFailure failure;

    Sending(Channel channel, SipTransports.SendFailure failure) {
        super(channel);
        this.failure = failure;
    }

    @Override
    public boolean tryFailure(Throwable cause) {
        boolean first = super.tryFailure(cause);
        if (first) {
            failure.failed(cause);
        }
        return first;
    }

    @Override
    public ChannelPromise setFailure(Throwable cause) {
        tryFailure(cause);
        return this;
    }
}
