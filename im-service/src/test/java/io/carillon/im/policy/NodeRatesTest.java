package io.carillon.im.policy;

class NodeRatesTest extends RatesContract {
    @Override
    protected Rates rates(LimitProperties limits) {
        return new NodeRates(limits, clock);
    }
}
