using System.CommandLine;
using NUnit.Framework;
using RnnGen.Cli;

namespace RnnGen.Tools.Tests.Cli;

public sealed class HelpTests
{
    private static IEnumerable<string> Commands => PathsOf(CommandTree.Create(), "");

    [TestCaseSource(nameof(Commands))]
    public void Every_command_explains_itself_and_its_options_and_shows_an_example(string path)
    {
        var help = CommandLine.Run([.. path.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        Assert.That(help.ExitCode, Is.Zero);
        Assert.That(help.Error, Is.Empty);
        Assert.That(help.Output, Does.Contain($"\n  rnngen{(path.Length > 0 ? " " + path : "")} "));
        Assert.That(help.Output, Does.Match(@"Description:\n  .{15,}\."));
        Assert.That(help.Output, Does.Match(@"Examples:\n  rnngen \w+"));
    }

    [Test]
    public void The_default_of_a_rate_is_a_number()
    {
        var help = CommandLine.Run("video", "generate", "--help").Output;
        Assert.That(help, Does.Contain("[default: 25]"));
    }

    [Test]
    public void The_examples_are_command_lines_that_hold()
    {
        foreach (var verb in VerbsOf(CommandTree.Create()))
        {
            var words = verb.Example.Split(' ')[1..];
            var parsed = CommandTree.Create().Parse(words);
            Assert.That(parsed.Errors, Is.Empty, verb.Example);
            Assert.That(parsed.CommandResult.Command.Name, Is.EqualTo(verb.Name), verb.Example);
        }
    }

    [Test]
    public void Every_option_is_described()
    {
        foreach (var verb in VerbsOf(CommandTree.Create()))
        {
            var descriptions = verb.Options.Select(option => option.Description)
                .Concat(verb.Arguments.Select(argument => argument.Description));
            Assert.That(descriptions, Has.None.Null.And.None.Empty, verb.Example);
        }
    }

    [Test]
    public void Alone_the_program_shows_what_it_can_do()
    {
        Assert.That(CommandLine.Run().Output, Is.EqualTo(CommandLine.Run("--help").Output));
    }

    private static IEnumerable<string> PathsOf(Command command, string path)
    {
        return command.Subcommands
            .Where(part => !part.Hidden)
            .SelectMany(part => PathsOf(part, $"{path} {part.Name}".Trim()))
            .Prepend(path);
    }

    private static IEnumerable<Verb> VerbsOf(Command command)
    {
        return command is Verb verb ? [verb] : command.Subcommands.SelectMany(VerbsOf);
    }
}
