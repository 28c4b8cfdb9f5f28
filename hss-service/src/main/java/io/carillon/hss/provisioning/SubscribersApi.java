package io.carillon.hss.provisioning;

import io.carillon.diameter.cx.ReasonCode;
import io.carillon.hss.auth.Vault;
import io.carillon.hss.cx.CxPush;
import io.carillon.hss.subscriber.Subscribers;
import io.carillon.hss.subscriber.Subscribers.Added;
import io.carillon.identity.Impi;
import io.carillon.node.NodeIdentity;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;

@RestController
@RequestMapping("/api/v1/subscribers")
@Tag(name = "subscribers")
class SubscribersApi {
    private static final int LARGEST_PAGE = 500;

    private final Subscribers subscribers;
    private final CxPush cx;
    private final Vault vault;
    private final String homeDomain;

    SubscribersApi(Subscribers subscribers, CxPush cx, Vault vault, NodeIdentity node) {
        this.subscribers = subscribers;
        this.cx = cx;
        this.vault = vault;
        this.homeDomain = node.homeDomain();
    }

    /** A profile to give to a subscriber. */
    record AssignProfile(String profile) {}

    @PostMapping
    @Operation(summary = "Add a subscriber", operationId = "addSubscriber")
    ResponseEntity<SubscriberView> add(@RequestBody AddSubscriber order) {
        return switch (subscribers.add(order.checked(homeDomain, vault))) {
            case Added.Stored(var subscriber) -> created(SubscriberView.of(subscriber));
            case Added.Taken(var identities) ->
                throw problem(
                        HttpStatus.CONFLICT,
                        "already provisioned: " + String.join(", ", identities)
                                + "; remove the subscriber that has it, or choose another identity");
            case Added.NoSuchProfile(var known) ->
                throw problem(
                        HttpStatus.BAD_REQUEST,
                        "there is no profile " + order.profile() + ": choose one of " + String.join(", ", known)
                                + ", or PUT it to /api/v1/profiles first");
        };
    }

    @GetMapping
    @Operation(summary = "List subscribers, by private identity", operationId = "listSubscribers")
    SubscriberView.Page list(@RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "50") int size) {
        if (page < 0 || size < 1 || size > LARGEST_PAGE) {
            throw problem(HttpStatus.BAD_REQUEST, "page starts at 0, size is 1 to " + LARGEST_PAGE);
        }
        Subscribers.Page found = subscribers.list(page, size);
        return new SubscriberView.Page(
                found.items().stream().map(SubscriberView::of).toList(), page, size, found.total());
    }

    @GetMapping("/{impi}")
    @Operation(summary = "Show a subscriber", operationId = "showSubscriber")
    SubscriberView show(@PathVariable String impi) {
        return subscribers.find(Impi.parse(impi)).map(SubscriberView::of).orElseThrow(() -> unknown(impi));
    }

    @DeleteMapping("/{impi}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Remove a subscriber; it is de-registered first", operationId = "removeSubscriber")
    void remove(@PathVariable String impi) {
        cx.deregister(Impi.parse(impi), ReasonCode.PERMANENT_TERMINATION);
        if (!subscribers.remove(Impi.parse(impi))) {
            throw unknown(impi);
        }
    }

    @PostMapping("/{impi}/deregister")
    @Operation(summary = "De-register all identities of a subscriber", operationId = "deregisterSubscriber")
    ToldView deregister(
            @PathVariable String impi, @RequestParam(defaultValue = "PERMANENT_TERMINATION") ReasonCode reason) {
        show(impi);
        return ToldView.of(impi, cx.deregister(Impi.parse(impi), reason));
    }

    @PutMapping("/{impi}/profile")
    @Operation(summary = "Give a subscriber another service profile", operationId = "assignProfile")
    ToldView assign(@PathVariable String impi, @RequestBody AssignProfile wanted) {
        show(impi);
        if (!subscribers.assignProfile(Impi.parse(impi), wanted.profile())) {
            throw problem(
                    HttpStatus.BAD_REQUEST,
                    "there is no profile " + wanted.profile() + ": choose one of "
                            + String.join(", ", subscribers.profileNames()));
        }
        return ToldView.of(impi, cx.pushProfile(Impi.parse(impi)));
    }

    private static ResponseEntity<SubscriberView> created(SubscriberView view) {
        URI place = UriComponentsBuilder.fromPath("/api/v1/subscribers/{impi}")
                .buildAndExpand(view.impi())
                .encode()
                .toUri();
        return ResponseEntity.created(place).body(view);
    }

    private static ResponseStatusException unknown(String impi) {
        return problem(HttpStatus.NOT_FOUND, "there is no subscriber " + impi);
    }

    private static ResponseStatusException problem(HttpStatus status, String detail) {
        return new ResponseStatusException(status, detail);
    }
}
