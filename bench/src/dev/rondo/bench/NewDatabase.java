package dev.rondo.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/// Creates a database on a PostgreSQL server. Arguments: JDBC URL of the server with the user, and the name of the database.
final class NewDatabase {
  private NewDatabase() {}

  static void main(String[] arguments) throws SQLException {
    try (Connection connection = DriverManager.getConnection(arguments[0]);
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + statement.enquoteIdentifier(arguments[1], true));
    }
  }
}
