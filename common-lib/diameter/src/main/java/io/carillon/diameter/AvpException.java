package io.carillon.diameter;

/** What is wrong with a received message: the code to answer with and the AVP to name in Failed-AVP (RFC 6733 §7.5). */
public final class AvpException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Result result;
    private final transient Avp failed;

    AvpException(Result result, Avp failed) {
        super(
                result + ", AVP " + failed.code() + (failed.vendor() == 0 ? "" : " of vendor " + failed.vendor()),
                null,
                false,
                false);
        this.result = result;
        this.failed = failed;
    }

    public Result result() {
        return result;
    }

    public Avp failed() {
        return failed;
    }

    /** The same failure seen from the grouped AVP around it. */
    AvpException inside(Attribute<?> group) {
        var out = new AvpWriter();
        out.avp(failed);
        return new AvpException(result, new Avp(group.code(), group.vendor(), group.flags(), out.octets()));
    }
}
