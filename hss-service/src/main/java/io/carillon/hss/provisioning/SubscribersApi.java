package io.carillon.hss.provisioning;

import io.carillon.diameter.cx.ReasonCode;
import io.carillon.hss.auth.Vault;
import io.carillon.hss.cx.CxPush;
import io.carillon.hss.subscriber.NewSubscriber;
import io.carillon.hss.subscriber.Orders.Placed;
import io.carillon.hss.subscriber.Precondition;
import io.carillon.hss.subscriber.Subscriber;
import io.carillon.hss.subscriber.Subscribers;
import io.carillon.identity.Impi;
import io.carillon.node.NodeIdentity;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import org.springframework.web.util.UriComponentsBuilder;

@RestController
@RequestMapping("/api/v1/subscribers")
@Tag(name = "subscribers")
class SubscribersApi {
    private static final int LARGEST_PAGE = 500;

    private final Subscribers subscribers;
    private final PlaceOrder orders;
    private final CxPush cx;
    private final Vault vault;
    private final String homeDomain;

    SubscribersApi(Subscribers subscribers, PlaceOrder orders, CxPush cx, Vault vault, NodeIdentity node) {
        this.subscribers = subscribers;
        this.orders = orders;
        this.cx = cx;
        this.vault = vault;
        this.homeDomain = node.homeDomain();
    }

    /** A profile to give to a subscriber. */
    record AssignProfile(String profile) {}

    @PostMapping
    @Operation(summary = "Add a subscriber", operationId = "addSubscriber")
    ResponseEntity<SubscriberView> add(@RequestBody AddSubscriber order) {
        NewSubscriber complete = order.complete(homeDomain, vault);
        return answer(orders.put(complete, Precondition.ABSENT), complete.impi());
    }

    @PutMapping("/{impi}")
    @Operation(
            summary = "Make a subscriber what is ordered, new or not",
            description = "Credentials and sqn may be left out for a subscriber that has them; anything else that is"
                    + " left out takes its default. Registrations stay, and the S-CSCF is told what changed.",
            operationId = "putSubscriber")
    ResponseEntity<SubscriberView> put(
            @PathVariable String impi,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch,
            @RequestBody AddSubscriber order) {
        NewSubscriber checked = order.to(impi).checked(homeDomain, vault);
        return answer(orders.put(checked, Tags.precondition(ifMatch, ifNoneMatch)), checked.impi());
    }

    @GetMapping
    @Operation(
            summary = "List subscribers, by private identity",
            description =
                    "Page by number, or with after=, which stays as fast on the last page as on the first. With q="
                            + " the first of those with an identity that begins like it, public or private, with or without sip:"
                            + " or tel:; cut says that there are more.",
            operationId = "listSubscribers")
    SubscriberView.Page list(
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "50") int size,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "") String q) {
        if (page < 0 || size < 1 || size > LARGEST_PAGE) {
            throw problem(HttpStatus.BAD_REQUEST, "page starts at 0, size is 1 to " + LARGEST_PAGE);
        }
        if (!q.isBlank()) {
            Subscribers.Found found = subscribers.search(q.strip(), size);
            return new SubscriberView.Page(views(found.items()), null, size, null, null, found.cut());
        }
        if (after != null) {
            List<SubscriberView> items = views(subscribers.after(start(after), size));
            return new SubscriberView.Page(items, null, size, null, last(items, items.size() == size), false);
        }
        Subscribers.Page found = subscribers.list(page, size);
        List<SubscriberView> items = views(found.items());
        boolean more = (page + 1L) * size < found.total();
        return new SubscriberView.Page(items, page, size, found.total(), last(items, more), false);
    }

    @GetMapping(path = "/export", produces = MediaType.APPLICATION_NDJSON_VALUE)
    @Operation(
            summary = "All subscribers as orders without credentials, one a line, as imports take them",
            operationId = "exportSubscribers")
    StreamingResponseBody export() {
        return out -> new Export(subscribers).write(out);
    }

    @GetMapping("/{impi}")
    @Operation(summary = "Show a subscriber", operationId = "showSubscriber")
    ResponseEntity<SubscriberView> show(@PathVariable String impi) {
        Subscriber subscriber = present(impi);
        return ResponseEntity.ok().eTag(Tags.of(subscriber.revision())).body(SubscriberView.of(subscriber));
    }

    @DeleteMapping("/{impi}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Remove a subscriber; it is de-registered first", operationId = "removeSubscriber")
    void remove(
            @PathVariable String impi,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        Precondition precondition = Tags.precondition(ifMatch, null);
        long revision = present(impi).revision();
        if (precondition.revision().orElse(revision) != revision) {
            throw stale(impi);
        }
        cx.deregister(Impi.parse(impi), ReasonCode.PERMANENT_TERMINATION);
        if (!subscribers.remove(Impi.parse(impi), precondition)) {
            throw stale(impi);
        }
    }

    @PostMapping("/{impi}/deregister")
    @Operation(summary = "De-register all identities of a subscriber", operationId = "deregisterSubscriber")
    ToldView deregister(
            @PathVariable String impi, @RequestParam(defaultValue = "PERMANENT_TERMINATION") ReasonCode reason) {
        present(impi);
        return ToldView.of(impi, cx.deregister(Impi.parse(impi), reason));
    }

    @PutMapping("/{impi}/profile")
    @Operation(summary = "Give a subscriber another service profile", operationId = "assignProfile")
    ToldView assign(@PathVariable String impi, @RequestBody AssignProfile wanted) {
        present(impi);
        if (!subscribers.assignProfile(Impi.parse(impi), wanted.profile())) {
            throw problem(
                    HttpStatus.BAD_REQUEST,
                    "there is no profile " + wanted.profile() + ": choose one of "
                            + String.join(", ", subscribers.profileNames()));
        }
        return ToldView.of(impi, cx.pushProfile(Impi.parse(impi)));
    }

    private ResponseEntity<SubscriberView> answer(Placed placed, Impi impi) {
        return switch (placed) {
            case Placed.Created() -> created(present(impi.value()));
            case Placed.Replaced(var changed) -> show(impi.value());
            case Placed.Stale() -> throw stale(impi.value());
            case Placed.Taken(var identities) ->
                throw problem(
                        HttpStatus.CONFLICT,
                        "already provisioned: " + String.join(", ", identities)
                                + "; remove the subscriber that has it, or choose another identity");
            case Placed.NoSuchProfile(var name, var known) ->
                throw new InvalidOrder(List.of(new Fault("profile", noSuchProfile(name, known))));
            case Placed.NoCredentials() ->
                throw new InvalidOrder(
                        List.of(new Fault("password", "a new subscriber needs a password, or ki with opc or op")));
        };
    }

    static String noSuchProfile(String name, List<String> known) {
        return "there is no profile " + name + ": choose one of " + String.join(", ", known)
                + ", or PUT it to /api/v1/profiles first";
    }

    private static ResponseEntity<SubscriberView> created(Subscriber subscriber) {
        URI place = UriComponentsBuilder.fromPath("/api/v1/subscribers/{impi}")
                .buildAndExpand(subscriber.impi().value())
                .encode()
                .toUri();
        return ResponseEntity.created(place)
                .eTag(Tags.of(subscriber.revision()))
                .body(SubscriberView.of(subscriber));
    }

    private Subscriber present(String impi) {
        return subscribers
                .find(Impi.parse(impi))
                .orElseThrow(() -> problem(HttpStatus.NOT_FOUND, "there is no subscriber " + impi));
    }

    private static Optional<Impi> start(String after) {
        return after.isBlank() ? Optional.empty() : Optional.of(Impi.parse(after));
    }

    private static List<SubscriberView> views(List<Subscriber> found) {
        return found.stream().map(SubscriberView::of).toList();
    }

    private static @Nullable String last(List<SubscriberView> items, boolean more) {
        return more && !items.isEmpty() ? items.getLast().impi() : null;
    }

    private static ResponseStatusException stale(String impi) {
        return problem(
                HttpStatus.PRECONDITION_FAILED,
                impi + " is not in the state that the request was made for: read it again, and decide anew");
    }

    private static ResponseStatusException problem(HttpStatus status, String detail) {
        return new ResponseStatusException(status, detail);
    }
}
