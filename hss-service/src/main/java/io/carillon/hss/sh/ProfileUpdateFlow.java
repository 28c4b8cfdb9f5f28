package io.carillon.hss.sh;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.Result;
import io.carillon.diameter.ThreeGppResult;
import io.carillon.diameter.sh.DataReference;
import io.carillon.diameter.sh.ProfileUpdateAnswer;
import io.carillon.diameter.sh.ProfileUpdateRequest;
import io.carillon.hss.sh.ApplicationServers.Operation;
import io.carillon.hss.sh.ShUsers.User;
import io.carillon.hss.xml.RepositoryXml;
import io.carillon.hss.xml.ShData.Transparent;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sh-Update (TS 29.328 §6.1.2): of repository data, each change numbered so that none is lost unseen. */
final class ProfileUpdateFlow {
    private static final Logger log = LoggerFactory.getLogger(ProfileUpdateFlow.class);
    private static final int LONGEST_SERVICE = 255;
    private static final int LARGEST_DATA = 65_536;

    private final ShUsers users;
    private final ApplicationServers servers;
    private final Repository repository;
    private final ShPush push;

    ProfileUpdateFlow(ShUsers users, ApplicationServers servers, Repository repository, ShPush push) {
        this.users = users;
        this.servers = servers;
        this.repository = repository;
        this.push = push;
    }

    ProfileUpdateAnswer handle(ProfileUpdateRequest request) {
        String host = request.envelope().originHost().orElse("");
        var refusal = servers.refusal(host, Operation.UPDATE, request.data());
        if (refusal.isPresent()) {
            return pua(refusal.get());
        }
        if (!request.data().equals(List.of(DataReference.REPOSITORY_DATA))) {
            return pua(ThreeGppResult.USER_DATA_CANNOT_BE_MODIFIED);
        }
        Optional<User> user = users.find(request.user());
        if (user.isEmpty()) {
            return pua(ThreeGppResult.USER_UNKNOWN);
        }
        return pua(update(user.get(), host, request.userData()));
    }

    private Result update(User user, String host, String userData) {
        List<Transparent> updates;
        try {
            updates = RepositoryXml.read(userData);
        } catch (IllegalArgumentException unreadable) {
            log.warn("{} sent data of {} that cannot be read: {}", host, user.impu(), unreadable.getMessage());
            return ThreeGppResult.USER_DATA_NOT_RECOGNIZED;
        }
        if (updates.size() != 1 || updates.getFirst().service().length() > LONGEST_SERVICE) {
            return ThreeGppResult.USER_DATA_NOT_RECOGNIZED;
        }
        Transparent update = updates.getFirst();
        if (update.serviceData().filter(data -> data.length() > LARGEST_DATA).isPresent()) {
            return ThreeGppResult.TOO_MUCH_DATA;
        }
        Result result = store(user.set().id(), update);
        if (result.success()) {
            push.repositoryChanged(user.set().id(), update, host);
        }
        return result;
    }

    /** Steps 4 and 5: new data has number 0, a change the number after that of the data it changes. */
    private Result store(long set, Transparent update) {
        Optional<RepositoryData> present = repository.find(set, update.service());
        if (present.isEmpty()) {
            if (update.sequence() != 0) {
                return ThreeGppResult.TRANSPARENT_DATA_OUT_OF_SYNC;
            }
            return update.serviceData()
                    .<Result>map(data -> made(repository.create(set, data(update, data))))
                    .orElse(ThreeGppResult.OPERATION_NOT_ALLOWED);
        }
        int before = present.get().sequence();
        if (update.sequence() != RepositoryData.after(before)) {
            return ThreeGppResult.TRANSPARENT_DATA_OUT_OF_SYNC;
        }
        return update.serviceData()
                .map(data -> made(repository.replace(set, before, data(update, data))))
                .orElseGet(() -> made(repository.remove(set, update.service(), before)));
    }

    private static RepositoryData data(Transparent update, String serviceData) {
        return new RepositoryData(update.service(), update.sequence(), serviceData);
    }

    /** Another update came between reading and writing. */
    private static Result made(boolean stored) {
        return stored ? BaseResult.SUCCESS : ThreeGppResult.TRANSPARENT_DATA_OUT_OF_SYNC;
    }

    static ProfileUpdateAnswer pua(Result result) {
        return ProfileUpdateAnswer.draft().result(result).build();
    }
}
