using NUnit.Framework;
using RnnGen.Tools.Tests.Cli;

namespace RnnGen.Tools.Tests.Music;

/// <summary>Oracle: two independent readers, given the files that this library writes.</summary>
public sealed class MidiReadersTests
{
    private const string Script = """
        const { parseMidi } = require('midi-file')
        for (const path of process.argv.slice(1)) {
          const lines = parseMidi(require('fs').readFileSync(path)).tracks.flatMap((track, i) => {
            let tick = 0
            return track.map(e => `${i} ${tick += e.deltaTime} ` + ({
              setTempo: () => `tempo ${e.microsecondsPerBeat}`,
              timeSignature: () => `meter ${e.numerator} ${e.denominator}`,
              noteOn: () => `on ${e.channel} ${e.noteNumber} ${e.velocity}`,
              noteOff: () => `off ${e.channel} ${e.noteNumber} ${e.velocity}`,
              controller: () => `control ${e.channel} ${e.controllerType} ${e.value}`,
              programChange: () => `program ${e.channel} ${e.programNumber}`,
              endOfTrack: () => 'end',
            })[e.type]())
          })
          console.log(lines.join('\n'))
        }
        """;

    [Test]
    public void Midicsv_finds_the_same_events()
    {
        var program = Needs.Program("midicsv");
        using var folder = new TemporaryFolder();
        foreach (var bytes in WrittenMidi.Files())
        {
            var lines = OtherProgram.Run(program, [folder.File("song.mid", bytes)]);
            Assert.That(
                lines.Select(Translate).Where(line => line != ""),
                Is.EqualTo(MidiListing.Of(MidiFile.Read(bytes))));
        }
    }

    [Test]
    public void Npm_midi_file_finds_the_same_events()
    {
        var node = Needs.Program("node");
        var packages = Needs.NodePackage("midi-file");
        using var folder = new TemporaryFolder();
        var files = WrittenMidi.Files().ToArray();
        var paths = files.Select((bytes, i) => folder.File($"{i}.mid", bytes));
        Assert.That(
            OtherProgram.Run(node, ["-e", Script, .. paths], packages),
            Is.EqualTo(files.SelectMany(bytes => MidiListing.Of(MidiFile.Read(bytes)))));
    }

    /// <summary>Brings a line of midicsv, "track, tick, Type, values", to the form of the listing.</summary>
    private static string Translate(string line)
    {
        var words = line.Split(',', StringSplitOptions.TrimEntries);
        var what = words[2] switch
        {
            "Tempo" => $"tempo {words[3]}",
            "Time_signature" => $"meter {words[3]} {1 << int.Parse(words[4])}",
            "Note_on_c" => $"on {words[3]} {words[4]} {words[5]}",
            "Note_off_c" => $"off {words[3]} {words[4]} {words[5]}",
            "Control_c" => $"control {words[3]} {words[4]} {words[5]}",
            "Program_c" => $"program {words[3]} {words[4]}",
            "End_track" => "end",
            "Header" or "Start_track" or "End_of_file" => "",
            var other => other,
        };
        return what == "" ? "" : $"{int.Parse(words[0]) - 1} {words[1]} {what}";
    }
}
