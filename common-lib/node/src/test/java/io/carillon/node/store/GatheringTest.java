package io.carillon.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class GatheringTest {
    private final List<List<Integer>> turns = new CopyOnWriteArrayList<>();
    private final CountDownLatch open = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    /** Knows the square of what is no multiple of seven, once the door is open. */
    private Map<Integer, Integer> squares(List<Integer> numbers) {
        turns.add(numbers);
        try {
            assertThat(open.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return numbers.stream()
                .filter(each -> each % 7 != 0)
                .collect(Collectors.toMap(Function.identity(), each -> each * each));
    }

    private FutureTask<Optional<Integer>> asks(Gathering<Integer, Integer> all, int number) {
        var answer = new FutureTask<>(() -> all.ask(number));
        threads.add(Thread.ofVirtual().start(answer));
        return answer;
    }

    private void allWait() {
        await().until(() -> threads.stream()
                .allMatch(thread ->
                        thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING));
    }

    @Test
    void a_lone_question_is_asked_at_once() {
        open.countDown();
        var all = new Gathering<>(2, this::squares);
        assertThat(all.ask(3)).contains(9);
        assertThat(all.ask(7)).isEmpty();
        assertThat(turns).containsExactly(List.of(3), List.of(7));
    }

    @Test
    void what_comes_while_the_store_is_at_work_is_asked_together_and_each_gets_its_own() throws Exception {
        var all = new Gathering<>(2, this::squares);
        var answers = new ArrayList<FutureTask<Optional<Integer>>>();
        for (int i = 1; i <= 2; i++) {
            answers.add(asks(all, i));
            int begun = i;
            await().until(() -> turns.size() == begun);
        }
        for (int i = 3; i <= 40; i++) {
            answers.add(asks(all, i));
        }
        allWait();
        open.countDown();
        for (int i = 1; i <= 40; i++) {
            var answer = answers.get(i - 1).get(10, TimeUnit.SECONDS);
            assertThat(answer).isEqualTo(i % 7 == 0 ? Optional.empty() : Optional.of(i * i));
        }
        assertThat(turns).as("38 questions in one or two more turns").hasSizeBetween(3, 4);
    }

    @Test
    void no_turn_is_larger_than_the_store_likes() throws Exception {
        var all = new Gathering<>(2, this::squares);
        var answers = new ArrayList<FutureTask<Optional<Integer>>>();
        for (int i = 1; i <= 3 * Gathering.MOST; i++) {
            answers.add(asks(all, i));
        }
        allWait();
        open.countDown();
        for (var answer : answers) {
            answer.get(10, TimeUnit.SECONDS);
        }
        assertThat(turns).allSatisfy(turn -> assertThat(turn).hasSizeLessThanOrEqualTo(Gathering.MOST));
    }

    @Test
    void a_failure_is_told_to_all_whom_it_concerns_and_the_next_question_is_asked() throws Exception {
        var failing = new Gathering<Integer, Integer>(2, numbers -> {
            if (numbers.contains(1)) {
                throw new DataAccessResourceFailureException("away");
            }
            return squares(numbers);
        });
        open.countDown();
        assertThatThrownBy(() -> failing.ask(1)).isInstanceOf(DataAccessResourceFailureException.class);
        assertThat(failing.ask(2)).contains(4);
        var again = asks(failing, 1);
        assertThatThrownBy(() -> again.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(DataAccessResourceFailureException.class);
    }

    @Test
    void who_waits_when_the_store_goes_away_is_told_so_at_once() throws Exception {
        var away = new Gathering<Integer, Integer>(1, numbers -> {
            squares(numbers);
            throw new DataAccessResourceFailureException("away");
        });
        var answers = new ArrayList<FutureTask<Optional<Integer>>>();
        answers.add(asks(away, 1));
        await().until(() -> turns.size() == 1);
        for (int i = 2; i <= 3 * Gathering.MOST; i++) {
            answers.add(asks(away, i));
        }
        allWait();
        open.countDown();
        for (var answer : answers) {
            assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(DataAccessResourceFailureException.class);
        }
        assertThat(turns).containsExactly(List.of(1));
    }
}
