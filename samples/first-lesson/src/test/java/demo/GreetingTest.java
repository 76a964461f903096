package demo;

import static org.junit.Assert.assertEquals;

import org.junit.Test;

public class GreetingTest {
  @Test
  public void greetsByName() {
    assertEquals("Hello, Ada!", new Greeting(" ada ").text());
  }

  @Test
  public void greetsTheWorldWhenNobodyIsNamed() {
    assertEquals("Hello, World!", new Greeting(" ").text());
  }
}
