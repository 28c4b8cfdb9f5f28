package io.carillon.msrp;

import io.netty.buffer.ByteBuf;

/** What a chunk comes as: its head, its body piece by piece, its end. */
sealed interface Frame {
    record Head(MsrpHead head) implements Frame {}

    /** Some octets of the body; whoever takes it releases it. */
    record Body(ByteBuf octets) implements Frame {}

    record End(Flag flag) implements Frame {}
}
