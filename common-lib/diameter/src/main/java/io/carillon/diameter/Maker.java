package io.carillon.diameter;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes a message or group out of its components. */
interface Maker<T> {
    T make(@Nullable Object[] components);

    /** The record's own constructor, bound once as a method handle: no reflection when messages are decoded. */
    static <R extends Record> Maker<R> canonical(Class<R> type, MethodHandles.Lookup lookup) {
        var parameters = Arrays.stream(type.getRecordComponents())
                .map(c -> (Class<?>) c.getType())
                .toArray(Class<?>[]::new);
        try {
            MethodHandle constructor = lookup.findConstructor(type, MethodType.methodType(void.class, parameters))
                    .asSpreader(Object[].class, parameters.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
            return components -> type.cast(invoke(constructor, components));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " has no canonical constructor in reach", e);
        }
    }

    private static Object invoke(MethodHandle constructor, @Nullable Object[] components) {
        try {
            return (Object) constructor.invokeExact(components);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
