package io.carillon.sip.dialog;

import java.util.List;

/**
 * The facts of a dialog (RFC 3261 §12), plain enough for any store.
 *
 * @param localUri our address as it stands in From or To, without the tag
 * @param remoteUri the peer's, likewise
 * @param localCseq number of our last request, 0 before the first
 * @param remoteCseq number of the peer's last request, 0 before the first
 * @param localTarget the Contact value that we gave
 * @param remoteTarget URI of the peer's Contact
 * @param routeSet Route values in the order in which they are sent
 * @param secure made by a request to a sips URI over TLS
 * @param confirmed false while the dialog is early
 */
public record DialogState(
        String callId,
        String localTag,
        String remoteTag,
        String localUri,
        String remoteUri,
        int localCseq,
        int remoteCseq,
        String localTarget,
        String remoteTarget,
        List<String> routeSet,
        boolean secure,
        boolean confirmed) {
    public DialogState {
        routeSet = List.copyOf(routeSet);
    }

    DialogState withLocalCseq(int localCseq) {
        return new DialogState(
                callId,
                localTag,
                remoteTag,
                localUri,
                remoteUri,
                localCseq,
                remoteCseq,
                localTarget,
                remoteTarget,
                routeSet,
                secure,
                confirmed);
    }

    DialogState withRemoteCseq(int remoteCseq) {
        return new DialogState(
                callId,
                localTag,
                remoteTag,
                localUri,
                remoteUri,
                localCseq,
                remoteCseq,
                localTarget,
                remoteTarget,
                routeSet,
                secure,
                confirmed);
    }

    DialogState withRemoteTarget(String remoteTarget) {
        return new DialogState(
                callId,
                localTag,
                remoteTag,
                localUri,
                remoteUri,
                localCseq,
                remoteCseq,
                localTarget,
                remoteTarget,
                routeSet,
                secure,
                confirmed);
    }

    DialogState withRouteSet(List<String> routeSet) {
        return new DialogState(
                callId,
                localTag,
                remoteTag,
                localUri,
                remoteUri,
                localCseq,
                remoteCseq,
                localTarget,
                remoteTarget,
                routeSet,
                secure,
                confirmed);
    }

    DialogState asConfirmed() {
        return new DialogState(
                callId,
                localTag,
                remoteTag,
                localUri,
                remoteUri,
                localCseq,
                remoteCseq,
                localTarget,
                remoteTarget,
                routeSet,
                secure,
                true);
    }
}
