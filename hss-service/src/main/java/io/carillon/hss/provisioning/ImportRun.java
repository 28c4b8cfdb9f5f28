package io.carillon.hss.provisioning;

import io.carillon.hss.auth.Vault;
import io.carillon.hss.provisioning.Import.Present;
import io.carillon.hss.provisioning.OrderLines.Line;
import io.carillon.hss.subscriber.NewSubscriber;
import io.carillon.hss.subscriber.Orders;
import io.carillon.hss.subscriber.Orders.Placed;
import io.carillon.hss.subscriber.Precondition;
import java.io.BufferedWriter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Works through the lines of one import, batch by batch. */
record ImportRun(Orders orders, PlaceOrder place, Vault vault, String homeDomain) {
    private static final int BATCH = 1000;
    private static final String HEAD = "line,impi,field,reason\n";

    private record Checked(long line, NewSubscriber order) {}

    void run(Import job) throws IOException {
        job.running();
        try (BufferedWriter report = Files.newBufferedWriter(job.report);
                InputStream in = new Counting(job.spool.read(), job.bytesRead);
                OrderLines lines = OrderLines.of(job.format, in)) {
            report.write(HEAD);
            var batch = new ArrayList<Checked>(BATCH);
            for (Optional<Line> next = lines.next(); next.isPresent(); next = lines.next()) {
                check(job, next.get(), report).ifPresent(batch::add);
                if (batch.size() == BATCH) {
                    store(job, batch, report);
                    batch.clear();
                }
            }
            store(job, batch, report);
        }
    }

    private Optional<Checked> check(Import job, Line line, BufferedWriter report) throws IOException {
        switch (line) {
            case Line.Readable(var number, var order) -> {
                try {
                    return Optional.of(new Checked(number, order.checked(homeDomain, vault)));
                } catch (InvalidOrder wrong) {
                    job.refuse(report, number, order.impi(), wrong.faults());
                }
            }
            case Line.Unreadable(var number, var faults) -> job.refuse(report, number, null, faults);
        }
        return Optional.empty();
    }

    private void store(Import job, List<Checked> batch, BufferedWriter report) throws IOException {
        if (batch.isEmpty()) {
            return;
        }
        List<Placed> placed =
                orders.createAll(batch.stream().map(Checked::order).toList());
        for (int i = 0; i < batch.size(); i++) {
            settle(job, batch.get(i), placed.get(i), report);
        }
        report.flush();
    }

    private void settle(Import job, Checked checked, Placed placed, BufferedWriter report) throws IOException {
        NewSubscriber order = checked.order();
        boolean present = placed instanceof Placed.Taken(var owned)
                && owned.contains(order.impi().value());
        if (present && job.present == Present.REPLACE) {
            settle(job, checked, place.put(order, Precondition.PRESENT), report);
            return;
        }
        if (present && job.present == Present.KEEP) {
            job.kept.incrementAndGet();
            return;
        }
        switch (placed) {
            case Placed.Created() -> job.created.incrementAndGet();
            case Placed.Replaced(var changed) -> (changed ? job.replaced : job.kept).incrementAndGet();
            case Placed.Taken(var owned) -> refuse(job, checked, report, "impus", "already provisioned: " + owned);
            case Placed.NoSuchProfile(var name, var known) ->
                refuse(job, checked, report, "profile", SubscribersApi.noSuchProfile(name, known));
            case Placed.NoCredentials() ->
                refuse(job, checked, report, "password", "a new subscriber needs a password, or ki with opc or op");
            case Placed.Stale() -> refuse(job, checked, report, "impi", "was removed while this import ran");
        }
    }

    private static void refuse(Import job, Checked checked, BufferedWriter report, String field, String why)
            throws IOException {
        job.refuse(report, checked.line(), checked.order().impi().value(), List.of(new Fault(field, why)));
    }

    /** Tells how far the reading has come. */
    private static final class Counting extends FilterInputStream {
        private final AtomicLong count;

        Counting(InputStream in, AtomicLong count) {
            super(in);
            this.count = count;
        }

        @Override
        public int read() throws IOException {
            int octet = super.read();
            count.addAndGet(octet < 0 ? 0 : 1);
            return octet;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            int read = super.read(into, from, most);
            count.addAndGet(Math.max(read, 0));
            return read;
        }
    }
}
