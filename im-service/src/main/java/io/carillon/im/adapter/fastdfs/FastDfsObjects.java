package io.carillon.im.adapter.fastdfs;

import io.carillon.im.files.ObjectIndex;
import io.carillon.im.files.ObjectName;
import io.carillon.im.files.ObjectStore;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * A file an object. FastDFS names its files itself, so an index tells which one has our name: it is changed when the file
 * is there, and only then the one before goes. A node that dies in between leaves a file that nobody knows, and loses none.
 */
public final class FastDfsObjects implements ObjectStore {
    private final FastDfsClient files;
    private final ObjectIndex index;
    private final Clock clock;

    public FastDfsObjects(FastDfsProperties properties, ObjectIndex index, Clock clock) {
        this.files = new FastDfsClient(properties);
        this.index = index;
        this.clock = clock;
    }

    @Override
    public void put(ObjectName name, byte[] content) {
        var before = index.find(name);
        // What has no content needs no file.
        var place = content.length == 0 ? "" : files.upload(content);
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        index.put(new ObjectIndex.Entry(new Stored(name, content.length, now), place));
        before.ifPresent(this::deleteFile);
    }

    private void deleteFile(ObjectIndex.Entry entry) {
        if (!entry.place().isEmpty()) {
            files.delete(entry.place());
        }
    }

    @Override
    public Optional<byte[]> get(ObjectName name) {
        return index.find(name)
                .flatMap(entry -> entry.place().isEmpty() ? Optional.of(new byte[0]) : files.download(entry.place()));
    }

    @Override
    public void delete(ObjectName name) {
        var entry = index.find(name);
        index.remove(name);
        entry.ifPresent(this::deleteFile);
    }

    @Override
    public List<Stored> below(ObjectName name) {
        return index.below(name).stream().map(ObjectIndex.Entry::stored).toList();
    }
}
