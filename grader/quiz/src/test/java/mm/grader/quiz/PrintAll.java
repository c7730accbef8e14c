package mm.grader.quiz;
import mm.grader.quiz.kinds.Kinds;
import mm.grader.quiz.model.*;
final class PrintAll {
    public static void main(String[] a) {
        for (Kind k : Kinds.all()) for (int level = 1; level <= 3; level++) {
            long t = System.nanoTime();
            for (int s = 100; s < 110; s++) Desks.QUESTIONS.ask(k, level, s);
            Question q = Desks.QUESTIONS.ask(k, level, 1);
            System.out.println("##### " + k.name() + " " + level + " " + (System.nanoTime()-t)/1000000 + " ms/11");
            for (Lang l : Lang.values()) System.out.println(SpreadTest.text(q.text(), l));
            System.out.println("=> " + q.answer().show().en() + "\n=> " + q.answer().show().zh() + "\n");
            System.out.println(SpreadTest.text(q.explanation(), Lang.EN));
        }
    }
}
