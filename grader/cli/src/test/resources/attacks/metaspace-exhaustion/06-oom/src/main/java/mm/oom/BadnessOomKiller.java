package mm.oom;

import java.util.List;

public final class BadnessOomKiller implements OomKiller {
    /** Makes classes of sixty thousand constants each. */
    static class Loader extends ClassLoader {
        Class<?> define() {
            java.nio.ByteBuffer file = java.nio.ByteBuffer.allocate(400000);
            file.putInt(0xcafebabe).putInt(52).putShort((short) 60005);
            file.put((byte) 1).putShort((short) 1).put((byte) 'X');
            file.put((byte) 7).putShort((short) 1);
            file.put((byte) 1).putShort((short) 16).put("java/lang/Object".getBytes());
            file.put((byte) 7).putShort((short) 3);
            for (int i = 0; i < 60000; i++) {
                file.put((byte) 3).putInt(i);
            }
            file.putShort((short) 0x21).putShort((short) 2).putShort((short) 4).putLong(0);
            return defineClass(null, file.array(), 0, file.position());
        }
    }

    public BadnessOomKiller() {}

    @Override
    public long badness(OomTask task, long totalPages) {
        List<Object> all = new java.util.ArrayList<>();
        while (true) {
            all.add(new Loader().define());
        }
    }

    @Override
    public int oomScore(OomTask task, long totalPages) {
        return 0;
    }

    @Override
    public OomTask select(List<OomTask> tasks, long totalPages) {
        return null;
    }

    @Override
    public List<OomTask> killed(OomTask victim, List<OomTask> tasks) {
        return List.of();
    }
}
