package io.carillon.sip.transaction;

/** A task that runs once, unless it is cancelled before. */
final class OneShot extends AlarmWheel.Alarm implements Runnable {
    private final AlarmWheel wheel;
    private final Runnable task;
    private final long due;

    OneShot(AlarmWheel wheel, Runnable task, long due) {
        this.wheel = wheel;
        this.task = task;
        this.due = due;
        wheel.watch(this, due);
    }

    @Override
    long ring(long now) {
        if (now < due) {
            return due;
        }
        task.run();
        return AlarmWheel.NEVER;
    }

    /** Cancels it. */
    @Override
    public void run() {
        wheel.forget(this);
    }
}
