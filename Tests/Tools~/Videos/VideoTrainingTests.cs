using NUnit.Framework;
using RnnGen.Tools.Tests.Cli;
using RnnGen.Tools.Tests.Media;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

public class VideoTrainingTests
{
    private static readonly VideoSettings settings = new VideoSettings().With(
        """
        { "glimpses": 2, "size": 8, "time": 6, "latent": 3, "read": 3, "write": 4, "batch": 4, "validateEvery": 3,
          "frames": 4, "steps": 6, "warmUp": 2, "rate": 0.01, "output": "grey" }
        """);

    // Oracle: the training that was never interrupted. The fourth step is inside of an epoch.
    [Test]
    public void Interrupted_it_saves_and_goes_on_to_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("film.safetensors");
        Train(file);
        var whole = File.ReadAllBytes(file + ".train");
        File.Delete(file + ".train");
        Assert.That(() => Train(file, cancelAfter: 4), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(File.ReadAllBytes(file + ".train"), Is.Not.EqualTo(whole));
        Assert.That(Train(file, isResumed: true), Does.Contain("after step 4"));
        Assert.That(File.ReadAllBytes(file + ".train"), Is.EqualTo(whole));
    }

    /// <summary>Trains, and gets what was said.</summary>
    private static string Train(string file, bool isResumed = false, int cancelAfter = int.MaxValue)
    {
        using var source = new CancellationTokenSource();
        var said = new List<string>();
        var options = new TrainingOptions { Data = ["films"], Out = file, Seed = 1, Threads = 1, Resume = isResumed };
        Film[] films = [.. Enumerable.Range(0, 6).Select(i => new Film($"{i}", MovingPictures.Noise(5 + i, 16, 16)))];
        var split = new FilmSplit(films[..5], films[5..], AreShapes: false, "by hand", "");
        var done = 0;
        VideoTraining.Create(
            options, settings, split, said.Add,
            (_, _) =>
            {
                if (++done == cancelAfter)
                {
                    source.Cancel();
                }
            },
            _ => { }).Run(source.Token);
        return string.Join('\n', said);
    }
}
