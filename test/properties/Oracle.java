import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.apache.maven.settings.*;
import org.apache.maven.settings.building.*;

/**
 * Maven's own verdict on settings files. Each document comes on stdin as a 4-byte length and its
 * bytes; each answer goes to stdout as one line: what Maven made of it, escaped, or `!` and why not.
 */
public class Oracle {
    public static void main(String[] args) throws Exception {
        DefaultSettingsBuilder builder = new DefaultSettingsBuilderFactory().newInstance();
        DataInputStream in = new DataInputStream(System.in);
        OutputStream out = new BufferedOutputStream(System.out);
        while (true) {
            byte[] bytes;
            try {
                bytes = new byte[in.readInt()];
            } catch (EOFException end) {
                break;
            }
            in.readFully(bytes);
            out.write((verdict(builder, bytes).replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r") + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            if (in.available() == 0) out.flush();
        }
        out.flush();
    }

    private static String verdict(DefaultSettingsBuilder builder, byte[] bytes) {
        DefaultSettingsBuildingRequest request = new DefaultSettingsBuildingRequest();
        request.setSystemProperties(new Properties());
        request.setUserSettingsSource(new SettingsSource() {
            public InputStream getInputStream() {
                return new ByteArrayInputStream(bytes);
            }

            public String getLocation() {
                return "memory";
            }
        });
        try {
            return describe(builder.build(request).getEffectiveSettings());
        } catch (SettingsBuildingException refused) {
            StringBuilder text = new StringBuilder("!");
            for (SettingsProblem problem : refused.getProblems())
                if (problem.getSeverity() != SettingsProblem.Severity.WARNING)
                    text.append(problem.getSeverity()).append(' ').append(problem.getMessage()).append('\n');
            return text.toString();
        } catch (Throwable crash) {
            return "!CRASH " + crash;
        }
    }

    private static String describe(Settings settings) {
        StringBuilder text = new StringBuilder();
        for (Server it : settings.getServers())
            line(text, "server", it.getId(), it.getUsername(), it.getPassword(), it.getPrivateKey(),
                    it.getPassphrase(), it.getFilePermissions(), it.getConfiguration() == null ? null : "configuration");
        for (Mirror it : settings.getMirrors())
            line(text, "mirror", it.getId(), it.getName(), it.getUrl(), it.getMirrorOf());
        for (Proxy it : settings.getProxies())
            line(text, "proxy", it.getId(), it.getHost(), it.getUsername(), it.getPassword());
        for (Profile it : settings.getProfiles()) {
            Activation activation = it.getActivation();
            line(text, "profile", it.getId(), activation == null ? null : "" + activation.isActiveByDefault());
            for (Repository repository : it.getRepositories())
                line(text, "repository", repository.getId(), repository.getUrl());
            for (Repository repository : it.getPluginRepositories())
                line(text, "pluginRepository", repository.getId(), repository.getUrl());
            for (String name : it.getProperties().stringPropertyNames().stream().sorted().toList())
                line(text, "property", name, it.getProperties().getProperty(name));
        }
        for (String it : settings.getActiveProfiles()) line(text, "active", it);
        for (String it : settings.getPluginGroups()) line(text, "group", it);
        line(text, "rest", settings.getLocalRepository(), "" + settings.isOffline());
        return text.toString();
    }

    private static void line(StringBuilder text, String... parts) {
        for (String part : parts) text.append(part == null ? "-" : "<" + part.replace("\n", "\u2424") + ">").append('\t');
        text.append('\n');
    }
}
