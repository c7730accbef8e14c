package mm.grader.trace;

import mm.lru.ReplacementPolicy;

/** One policy with so many frames, fed with references. */
public final class Simulation {
    private final String name;
    private final ReplacementPolicy policy;
    private final int frames;
    private long references;
    private long faults;

    /** Makes a simulation with an empty memory. */
    public Simulation(String name, ReplacementPolicy policy, int frames) {
        this.name = name;
        this.policy = policy;
        this.frames = frames;
    }

    /** Takes the next reference. */
    public void reference(int page) {
        references++;
        if (!policy.touch(page)) {
            faults++;
            if (policy.size() == frames) {
                policy.evict();
            }
            policy.insert(page);
        }
    }

    /** Takes the last reference some more times: its page was just used, so it is resident and stays where it is. */
    public void again(long times) {
        references += times;
    }

    /** Returns the name of the policy. */
    public String name() {
        return name;
    }

    /** Returns the number of frames. */
    public int frames() {
        return frames;
    }

    /** Returns the faults so far. */
    public long faults() {
        return faults;
    }

    /** Returns the share of references that were no faults. */
    public double hitRatio() {
        return references == 0 ? 0 : 1 - (double) faults / references;
    }
}
