package io.carillon.cscf.adapter.redis;

import io.carillon.cscf.scscf.Bindings.Sets;
import io.carillon.identity.Impu;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Who is registered, read off the sorted set of expiry times, whose members begin with the first identity of a set. */
final class RegisteredSets {
    private static final int SLICE = 5_000;
    private static final int SEARCHED = 20 * SLICE;

    private final StringRedisTemplate redis;
    private final String key;

    RegisteredSets(StringRedisTemplate redis, String key) {
        this.redis = redis;
        this.key = key;
    }

    Sets page(long offset, int most) {
        var members = members(offset, most);
        return sets(members, members.size() < most ? OptionalLong.empty() : OptionalLong.of(offset + most));
    }

    /** There is no index of texts. A slice at a time, because Redis does nothing else meanwhile. */
    Sets search(String part, long offset, int most) {
        var found = new ArrayList<String>();
        long at = offset;
        while (at < offset + SEARCHED) {
            var slice = members(at, SLICE);
            for (var member : slice) {
                at++;
                if (first(member).contains(part)) {
                    found.add(member);
                    if (found.size() == most) {
                        return sets(found, OptionalLong.of(at));
                    }
                }
            }
            if (slice.size() < SLICE) {
                return sets(found, OptionalLong.empty());
            }
        }
        return sets(found, OptionalLong.of(at));
    }

    private Collection<String> members(long offset, int most) {
        var members = redis.opsForZSet().range(key, offset, offset + most - 1);
        return members == null ? List.of() : members;
    }

    private static Sets sets(Collection<String> members, OptionalLong next) {
        return new Sets(
                members.stream()
                        .map(member -> Impu.parse(first(member)))
                        .distinct()
                        .toList(),
                next);
    }

    /** The identity that stands for the set. */
    static String first(String member) {
        return member.substring(0, member.indexOf('\n'));
    }
}
