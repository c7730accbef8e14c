package mm.site;

import java.util.Map;

/** The few words of the site's own, in both languages. */
final class Words {
    private static final Map<String, String> CHINESE = Map.ofEntries(
            Map.entry("Chapters", "章节"),
            Map.entry("Exercises", "练习"),
            Map.entry("To look up", "查阅"),
            Map.entry("For instructors", "教师"),
            Map.entry("To carry on the work", "参与开发"),
            Map.entry("More", "其他"),
            Map.entry("Lab", "实验室"),
            Map.entry("Try it in the lab", "在实验室中试一试"),
            Map.entry("Search", "搜索"),
            Map.entry("Light or dark", "浅色或深色"),
            Map.entry("Pages", "目录"),
            Map.entry("Open it alone", "单独打开"),
            Map.entry("Play it step by step", "逐步播放"),
            Map.entry("Copy", "复制"),
            Map.entry("Copied", "已复制"),
            Map.entry("Nothing found", "没有找到"),
            Map.entry("Perhaps", "也许是"),
            Map.entry("Skip to the text", "跳到正文"),
            Map.entry("Linux Memory Kit", "Linux 内存教具"));

    private Words() {}

    static String of(String english, boolean chinese) {
        return chinese ? CHINESE.getOrDefault(english, english) : english;
    }
}
