package io.carillon.im.delivery;

class MemoryScheduleTest extends ScheduleContract {
    private final Schedule schedule = new MemorySchedule();

    @Override
    protected Schedule schedule() {
        return schedule;
    }
}
