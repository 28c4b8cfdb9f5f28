package io.carillon.enumdns;

class InMemoryNumbersTest extends NumbersContract {
    @Override
    protected Numbers empty() {
        return new InMemoryNumbers();
    }
}
