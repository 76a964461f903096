import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.maven.artifact.versioning.ComparableVersion;

/** Compares pairs of versions as Maven does: two lines on stdin for each pair, one sign on stdout. */
public class VersionOrder {
    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        StringBuilder out = new StringBuilder();
        for (String a = in.readLine(); a != null; a = in.readLine())
            out.append(compare(a, in.readLine())).append('\n');
        new PrintStream(System.out, true, StandardCharsets.UTF_8).print(out);
    }

    private static String compare(String a, String b) {
        try {
            return String.valueOf(Integer.signum(new ComparableVersion(a).compareTo(new ComparableVersion(b))));
        } catch (RuntimeException refused) {
            return refused.toString().replace('\n', ' ');
        }
    }
}
