package io.carillon.suite;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.PropertyName;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.ValueSerializerModifier;

/** On the class path of {@link NextBuild}, where Jackson finds it: each object of ours says one thing more. */
public final class OneFieldMore extends SimpleModule {
    static final String FIELD = "sinceTheNextBuild";

    /** Jackson makes it. */
    public OneFieldMore() {
        super("one field more");
        setSerializerModifier(new Adding());
    }

    private static final class Adding extends ValueSerializerModifier {
        @Override
        public List<BeanPropertyWriter> changeProperties(
                SerializationConfig config, BeanDescription.Supplier type, List<BeanPropertyWriter> known) {
            if (known.isEmpty() || !type.getBeanClass().getName().startsWith("io.carillon.")) {
                return known;
            }
            var more = new ArrayList<>(known);
            more.add(new Field(known.getFirst()));
            return more;
        }
    }

    private static final class Field extends BeanPropertyWriter {
        Field(BeanPropertyWriter model) {
            super(model, PropertyName.construct(FIELD));
        }

        @Override
        public void serializeAsProperty(Object object, JsonGenerator json, SerializationContext context) {
            json.writeName(FIELD);
            json.writeString("known");
        }
    }
}
