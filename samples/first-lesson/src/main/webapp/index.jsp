<%@ page import="demo.Greeting" %>
<%@ page contentType="text/html; charset=UTF-8" %>
<!doctype html>
<html lang="en">
  <head>
    <title>First Lesson</title>
  </head>
  <body>
    <h1><%= new Greeting(null).text() %></h1>
  </body>
</html>
