package demo;

import org.apache.commons.lang3.StringUtils;

/** Greets whoever opens the page. */
public final class Greeting {
  private final String name;

  public Greeting(String name) {
    this.name = StringUtils.defaultIfBlank(name, "world").trim();
  }

  public String text() {
    return "Hello, " + StringUtils.capitalize(name) + "!";
  }
}
