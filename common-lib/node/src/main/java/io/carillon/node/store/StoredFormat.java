package io.carillon.node.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Values of one kind as JSON objects in a store that nodes of several builds share. {@code v} says which build's format
 * the last writer knew; what has none is older than that. A field that this build does not know is passed over, and stands
 * there again when this build writes the value of the same name anew: while builds are mixed, the older one does not undo
 * the newer one's work.
 *
 * <p>A newer build may add fields, to the object or to objects in it; elements of lists are replaced as a whole. A format
 * that an older build would misunderstand belongs under another key.
 *
 * @param <T> written as a JSON object
 */
public final class StoredFormat<T> {
    private static final String VERSION = "v";
    private static final String STRANGE = "strange fields";
    private static final int MOST_REMEMBERED = 10_000;

    private final JsonMapper json;
    private final ObjectReader reader;
    private final String head;
    /** By the value's name, of the values read last; nothing while all builds are alike. */
    private final Map<String, ObjectNode> remembered = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ObjectNode> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    private volatile boolean mixed;

    @JsonIgnoreProperties(VERSION)
    private interface Versioned {}

    /** @param version one more with each release that changes what is written */
    public StoredFormat(JsonMapper json, Class<T> type, int version) {
        this.json = json;
        this.reader = json.rebuild()
                .addMixIn(type, Versioned.class)
                .addHandler(new Strangers())
                .build()
                .readerFor(type);
        this.head = "{\"" + VERSION + "\":" + version;
    }

    /** Notes that there was a field which no record has; without it reading costs what it always does. */
    private static final class Strangers extends DeserializationProblemHandler {
        @Override
        public boolean handleUnknownProperty(
                DeserializationContext context,
                JsonParser parser,
                ValueDeserializer<?> deserializer,
                Object beanOrClass,
                String name) {
            if (context.getAttribute(STRANGE) instanceof AtomicBoolean strange) {
                strange.set(true);
            }
            parser.skipChildren();
            return true;
        }
    }

    /** Of a value that is never written again. */
    public T read(String text) {
        return reader.readValue(text);
    }

    /** @param name what the value will have when it is written again */
    public T read(String text, Function<? super T, String> name) {
        var strange = new AtomicBoolean();
        T value = reader.withAttribute(STRANGE, strange).readValue(text);
        if (strange.get()) {
            remember(name.apply(value), text, value);
        } else if (mixed) {
            forget(name.apply(value));
        }
        return value;
    }

    private void remember(String name, String text, T value) {
        if (json.readTree(text) instanceof ObjectNode stored) {
            stored.remove(VERSION);
            var strange = without(stored, json.valueToTree(value));
            synchronized (remembered) {
                remembered.put(name, strange);
                mixed = true;
            }
        }
    }

    /** What of the first the second does not have. */
    private static ObjectNode without(ObjectNode stored, JsonNode known) {
        var rest = stored.objectNode();
        for (var field : stored.properties()) {
            var counterpart = known.get(field.getKey());
            if (counterpart == null) {
                rest.set(field.getKey(), field.getValue());
            } else if (field.getValue() instanceof ObjectNode inner && counterpart.isObject()) {
                var innerRest = without(inner, counterpart);
                if (!innerRest.isEmpty()) {
                    rest.set(field.getKey(), innerRest);
                }
            }
        }
        return rest;
    }

    public String write(String name, T value) {
        var strange = mixed ? remembered(name) : null;
        var text = strange == null ? json.writeValueAsString(value) : with(json.valueToTree(value), strange);
        return head + (text.length() == 2 ? "}" : "," + text.substring(1));
    }

    private @Nullable ObjectNode remembered(String name) {
        synchronized (remembered) {
            return remembered.get(name);
        }
    }

    private static String with(ObjectNode value, ObjectNode strange) {
        add(value, strange);
        return value.toString();
    }

    private static void add(ObjectNode value, ObjectNode strange) {
        for (var field : strange.properties()) {
            var known = value.get(field.getKey());
            if (known == null) {
                value.set(field.getKey(), field.getValue());
            } else if (known instanceof ObjectNode inner && field.getValue() instanceof ObjectNode more) {
                add(inner, more);
            }
        }
    }

    /** The value has another name from now on. */
    public void renamed(String before, String after) {
        if (mixed && !before.equals(after)) {
            synchronized (remembered) {
                var strange = remembered.remove(before);
                if (strange != null) {
                    remembered.put(after, strange);
                }
            }
        }
    }

    /** The value is gone: what comes under its name is another. */
    public void forget(String name) {
        if (mixed) {
            synchronized (remembered) {
                remembered.remove(name);
            }
        }
    }
}
