using System.Text.Json;
using NUnit.Framework;
using RnnGen.Media;
using RnnGen.Tools.Tests.Cli;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

public class PaintingEvaluationTests
{
    // Oracle: the painter itself. A model whose own pictures were learned copies all of them, and those of other seeds
    // are nearest to it.
    [Test]
    public void What_was_learned_by_heart_is_told([Values("rgb", "palette")] string output)
    {
        var model = Model(output);
        var own = Painted(model, 5, 20);
        var report = new PaintingEvaluation(model, Painted(model, 100, 20), own, 20).Run(5, 2, default);
        Assert.That(report.PaintedDistance, Is.EqualTo(new DistanceReport(0, 0, 20)));
        Assert.That(report.MeasuredDistance.Least, Is.Positive);
        Assert.That(report.NearShare, Is.EqualTo(1));
        Assert.That(report.Painted, Is.EqualTo(report.Training), "The same pictures.");
        Assert.That(report.Alike, Is.Not.Empty);
        foreach (var alike in report.Alike)
        {
            Assert.That(alike.Names[0], Is.EqualTo($"{alike.Seed}"));
            Assert.That(alike.Distances, Is.Ordered);
        }
    }

    // Oracle: the painter itself, and the pixels of all that was learned. Seeds 20 to 24 were, and 5 to 19 were not.
    [Test]
    public void Pictures_are_shown_above_those_that_they_are_said_to_be_like([Values("rgb", "palette")] string output)
    {
        var model = Model(output);
        var learned = Painted(model, 20, 20);
        var evaluation = new PaintingEvaluation(model, Painted(model, 100, 20), learned, 20);
        var told = evaluation.Run(5, 2, default).Alike;
        var shown = evaluation.Alike;
        Assert.That(shown, Has.Count.EqualTo(4 * told.Count));
        Assert.That(told.Take(5).Select(one => one.Seed), Is.EqualTo(new ulong[] { 20, 21, 22, 23, 24 }));
        for (var i = 0; i < told.Count; i++)
        {
            var painted = Painted(model, (int)told[i].Seed, 1)[0].Picture;
            Assert.That(shown[i].Pixels, Is.EqualTo(painted.Pixels));
            for (var rank = 0; rank < 3; rank++)
            {
                var named = learned.Single(one => one.Name == told[i].Names[rank]).Picture;
                Assert.That(shown[((rank + 1) * told.Count) + i].Pixels, Is.EqualTo(named.Pixels));
            }

            var least = learned.Min(one => Squared(one.Picture, painted));
            Assert.That(Squared(shown[told.Count + i], painted), Is.EqualTo(least).Within(10));
        }
    }

    [Test]
    public void Threads_do_not_matter_and_too_few_pictures_are_refused()
    {
        var model = Model("palette");
        var (first, second) = (Painted(model, 100, 20), Painted(model, 5, 20));
        var evaluation = new PaintingEvaluation(model, first, second, 20);
        var one = evaluation.Run(1, 1, default);
        Assert.That(JsonSerializer.Serialize(evaluation.Run(1, 3, default)), Is.EqualTo(JsonSerializer.Serialize(one)));
        Assert.That(
            () => new PaintingEvaluation(model, first[..5], second, 20),
            Throws.InstanceOf<InvalidDataException>().With.Message.Contains("more than 5"));
    }

    [Test]
    public void The_command_measures_what_training_held_out()
    {
        using var folder = new TemporaryFolder();
        Pictures.Save(folder.File("pictures"), Pictures.Squares(200));
        var network = new DrawConfig
        {
            Width = 16, Height = 16, Output = "rgb", Steps = 2, Size = 6, Latent = 2, Classes = 2,
            ClassNames = ["green", "red"],
        };
        DrawModel.Create(network, 1).ToCheckpoint().Save(folder.File("art.safetensors"));
        var run = CommandLine.Run(
            "image", "evaluate", "--model", folder.File("art.safetensors"), "--data", folder.File("pictures"),
            "--draws", "1", "--samples", "1", "--neighbours", folder.File("near.png"), "--json");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var report = JsonDocument.Parse(run.Output).RootElement;
        var count = report.GetProperty("pictures").GetInt32();
        Assert.That(count, Is.InRange(6, 40));
        Assert.That(report.GetProperty("painting").GetProperty("pictures").GetInt32(), Is.EqualTo(count));
        using var sheet = File.OpenRead(folder.File("near.png"));
        var picture = PictureFile.Read(sheet);
        Assert.That((picture.Width, picture.Height), Is.EqualTo((12 * 17 - 1, 4 * 17 - 1)));
    }

    // Oracle: the number of pictures. Nothing was held out of what the model did not learn from.
    [Test]
    public void Other_pictures_are_measured_whole()
    {
        using var folder = new TemporaryFolder();
        Pictures.Save(folder.File("learned"), Pictures.Squares(40));
        Pictures.Save(folder.File("others"), Pictures.Squares(77));
        folder.File("small.json", """{ "glimpses": 1, "size": 4, "latent": 2, "steps": 1 }"""u8.ToArray());
        var art = folder.File("art.safetensors");
        var trained = CommandLine.Run(
            "image", "train", "--data", folder.File("learned"), "--config", folder.File("small.json"), "--out", art);
        Assert.That(trained.ExitCode, Is.Zero, trained.Error);
        string[] evaluate = ["image", "evaluate", "--model", art, "--draws", "1", "--samples", "1", "--json", "--data"];
        Assert.That(Count(folder.File("learned")), Is.LessThan(20));
        Assert.That(Count(folder.File("others")), Is.EqualTo(77));
        var refused = CommandLine.Run([.. evaluate, folder.File("others"), "--neighbours", folder.File("near.png")]);
        Assert.That(refused.ExitCode, Is.EqualTo(2));
        Assert.That(refused.ErrorLines[^1], Does.Contain("compare with what the model learned from"));
        refused = CommandLine.Run(
        [
            .. evaluate, folder.File("others"), "--test", folder.File("learned"), "--neighbours",
            folder.File("near.png"),
        ]);
        Assert.That(refused.ErrorLines[^1], Does.Contain("compare with what the model learned from"));

        // A folder of that name, so that the sheet cannot be written; nothing is measured first.
        var unwritable = CommandLine.Run([.. evaluate, folder.File("learned"), "--neighbours", folder.File("others")]);
        Assert.That((unwritable.ExitCode, unwritable.Output), Is.EqualTo((3, "")), unwritable.Error);
        Assert.That(unwritable.ErrorLines, Has.Length.EqualTo(1).And.One.Contains("cannot be written"));
        Pictures.Save(folder.File("one"), Pictures.Squares(1));
        var few = CommandLine.Run([.. evaluate, folder.File("one")]);
        Assert.That(few.ExitCode, Is.EqualTo(2));
        Assert.That(few.ErrorLines[^1], Does.Contain("has only 1: give more, or measure all of them by --test"));

        int Count(string data)
        {
            var run = CommandLine.Run([.. evaluate, data]);
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            return JsonDocument.Parse(run.Output).RootElement.GetProperty("pictures").GetInt32();
        }
    }

    [TestCase("--test a --neighbours a.png", "--neighbours needs --data")]
    [TestCase("--test a --valid b", "--valid needs --data")]
    [TestCase("--draws 1", "--data or --test")]
    public void What_cannot_be_compared_is_refused(string options, string sentence)
    {
        string[] command = ["image", "evaluate", "--model", "digits", .. options.Split(' ')];
        var run = CommandLine.Run(command);
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.ErrorLines, Has.Length.EqualTo(1).And.One.Contains(sentence));
    }

    private static DrawModel Model(string output)
    {
        var isPalette = output == "palette";
        var model = DrawModel.Create(
            new DrawConfig
            {
                Width = 16, Height = 16, Output = output, Colours = isPalette ? 4 : 0,
                Palette = isPalette ? Pictures.Colours : [], Steps = 3, Size = 8, Latent = 4,
            },
            1);
        var rng = new Rng(2);
        for (var i = 0; i < model.Parameters.Count; i++)
        {
            for (var input = 0; input < model.Parameters[i].Inputs; input++)
            {
                foreach (ref var weight in model.Parameters[i].Row(input))
                {
                    weight = rng.Normal();
                }
            }

            model.Parameters[i].Changed();
        }

        return model;
    }

    /// <summary>Gets the square of the distance between two pictures, in steps of a byte.</summary>
    private static double Squared(Picture one, Picture other)
    {
        return one.Pixels.Zip(other.Pixels, (a, b) => (double)(a - b) * (a - b)).Sum();
    }

    /// <summary>Paints pictures of one seed and the following, which are their names.</summary>
    private static LabelledPicture[] Painted(DrawModel model, int seed, int count)
    {
        return [.. Enumerable.Range(seed, count).Select(own =>
        {
            var painter = new Painter(model, (ulong)own);
            while (painter.TryNext())
            {
            }

            var picture = new Picture(16, 16);
            painter.Show(picture);
            return new LabelledPicture($"{own}", picture, null);
        })];
    }
}
