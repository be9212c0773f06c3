using System.Text.Json;
using System.Text.Json.Serialization;

namespace RnnGen.Training;

/// <summary>Saves a training so that it goes on to the same bytes as one that was not interrupted.</summary>
/// <remarks>
/// The file is of the format of models. Weights have their own names; the optimiser's moments ("adam.mean/…",
/// "adam.square/…"), the best weights "best/…" and those of a critic "critic/…" have theirs behind, in the
/// order [inputs, outputs]; "carried/state" is what the network remembers of the streams. All else is the text
/// "training", JSON.
/// </remarks>
internal static class TrainingFile
{
    private const string Text = "training";
    private const string Best = "best";
    private const string Critic = "critic";
    private const string Carried = "carried/state";

    private static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>Writes the present state of a training.</summary>
    /// <param name="path">The file, written whole or not at all.</param>
    /// <param name="trainer">The training.</param>
    /// <param name="origin">What it must go on with: <see cref="TrainingCard.Origin"/>.</param>
    public static void Save(string path, Trainer trainer, TrainingOrigin origin)
    {
        var file = new Checkpoint();
        file.Add(trainer.Parameters);
        foreach (var (name, moment) in trainer.Optimiser.Moments)
        {
            Add(file, name, moment, trainer.Parameters);
        }

        if (trainer.Best is { } best)
        {
            Add(file, Best, best, trainer.Parameters);
        }

        if (trainer.Professor is { } professor)
        {
            Add(file, Critic, WeightVector.Of(professor.Parameters), professor.Parameters);
            foreach (var (name, moment) in professor.Optimiser.Moments)
            {
                Add(file, name, moment, professor.Parameters);
            }
        }

        if (trainer.Carried is { Length: > 0 } carried)
        {
            file.Add(Carried, carried, carried.Length);
        }

        var chance = trainer.Chance.State;
        var cursor = new Cursor(
            origin.Line, trainer.Seed, trainer.Steps, trainer.Epoch, trainer.Window, trainer.Optimiser.Steps,
            [chance.S0, chance.S1, chance.S2, chance.S3], trainer.Plateau.Best, trainer.Plateau.SinceBest,
            trainer.Plateau.RateFactor, trainer.Clipping.Skipped, trainer.Clipping.SkippedInRow,
            trainer.Clipping.RateFactor, trainer.Professor?.Accuracy, trainer.Professor?.Optimiser.Steps,
            origin.Network, origin.From);
        file.Metadata[Text] = JsonSerializer.Serialize(cursor, json);
        file.Save(path);
    }

    /// <summary>Brings a training to the state that was written.</summary>
    /// <param name="path">The file.</param>
    /// <param name="trainer">A training of the same settings, data and seed, at its beginning.</param>
    /// <param name="origin">The same as when it was saved, but for the name of a model to begin with.</param>
    /// <returns>
    /// The file name of the model that it was begun with, empty for none; null if the file does not say.
    /// </returns>
    /// <exception cref="InvalidDataException">The file is of another training, or damaged.</exception>
    public static string? Load(string path, Trainer trainer, TrainingOrigin origin)
    {
        var file = Checkpoint.Load(path);
        var cursor = CursorOf(path, file);
        Require(path, cursor, origin);
        file.ReadInto(trainer.Parameters);
        foreach (var (name, moment) in trainer.Optimiser.Moments)
        {
            Read(file, name, moment, trainer.Parameters);
        }

        if (trainer.Professor is { } professor)
        {
            var weights = new WeightVector(professor.Parameters);
            Read(file, Critic, weights, professor.Parameters);
            weights.CopyTo(professor.Parameters);
            foreach (var (name, moment) in professor.Optimiser.Moments)
            {
                Read(file, name, moment, professor.Parameters);
            }

            professor.Accuracy = cursor.CriticAccuracy!.Value;
            professor.Optimiser.Steps = cursor.CriticSteps!.Value;
        }

        trainer.Optimiser.Steps = cursor.OptimiserSteps;
        trainer.Steps = cursor.Steps;
        trainer.Plateau.Best = cursor.BestLoss;
        trainer.Plateau.SinceBest = cursor.SinceBest;
        trainer.Plateau.RateFactor = cursor.PlateauFactor;
        trainer.Clipping.Skipped = cursor.Skipped;
        trainer.Clipping.SkippedInRow = cursor.SkippedInRow;
        trainer.Clipping.RateFactor = cursor.ClippingFactor;
        if (double.IsFinite(cursor.BestLoss))
        {
            trainer.Best = new WeightVector(trainer.Parameters);
            Read(file, Best, trainer.Best, trainer.Parameters);
        }

        var count = trainer.Carried.Length;
        var carried = count > 0 ? Values(file, Carried, count).ToArray() : [];
        trainer.MoveTo(cursor.Epoch, cursor.Window, carried);
        var chance = cursor.Chance;
        trainer.Chance.State = new RngState(chance[0], chance[1], chance[2], chance[3]);
        return cursor.From;
    }

    /// <summary>Gets the seed with which a saved training was begun.</summary>
    /// <exception cref="InvalidDataException">The file is not a training.</exception>
    public static ulong SeedOf(string path) => CursorOf(path, Checkpoint.Load(path)).Seed;

    private static Cursor CursorOf(string path, Checkpoint file)
    {
        try
        {
            if (file.Metadata.TryGetValue(Text, out var text)
                && JsonSerializer.Deserialize<Cursor>(text, json)
                    is { Chance.Length: 4, Epoch: >= 0, Window: >= 0 } cursor
                && Array.Exists(cursor.Chance, word => word != 0))
            {
                return cursor;
            }
        }
        catch (JsonException)
        {
            // Said below, as for a file that is a model and no training.
        }

        throw new InvalidDataException($"A saved training was expected, but '{path}' is none.");
    }

    private static void Require(string path, Cursor cursor, TrainingOrigin origin)
    {
        if (cursor.Origin != origin.Line)
        {
            throw new InvalidDataException(
                $"To go on, '{path}' needs what it was begun with, {cursor.Origin}, but got {origin.Line}.");
        }

        if (cursor.From is not null && origin.From is not (null or "") && cursor.From != origin.From)
        {
            var begun = cursor.From == "" ? "random weights" : $"'{cursor.From}'";
            throw new InvalidDataException(
                $"To go on, '{path}' needs what it was begun with, {begun}, but got '{origin.From}': "
                + "leave --from out.");
        }

        if (cursor.Network is not null && origin.Network is not null && cursor.Network != origin.Network)
        {
            throw new InvalidDataException(
                $"To go on, '{path}' needs the network that it was begun with, but the settings ask for another: give "
                + "--from as it was given then.");
        }
    }

    private static void Add(Checkpoint file, string prefix, WeightVector from, ParameterSet parameters)
    {
        for (var i = 0; i < parameters.Count; i++)
        {
            file.Add($"{prefix}/{parameters[i].Name}", from[i], parameters[i].Inputs, parameters[i].Outputs);
        }
    }

    private static void Read(Checkpoint file, string prefix, WeightVector to, ParameterSet parameters)
    {
        for (var i = 0; i < parameters.Count; i++)
        {
            var name = $"{prefix}/{parameters[i].Name}";
            Values(file, name, to[i].Length).CopyTo(to[i]);
        }
    }

    private static ReadOnlySpan<float> Values(Checkpoint file, string name, int count)
    {
        var values = file[name].Values;
        return values.Length == count ? values : throw new InvalidDataException(
            $"The saved '{name}' must have {count} values, but has {values.Length}.");
    }

    // Files have the name "adamSteps" from when there was no other optimiser.
    private sealed record Cursor(
        string Origin, ulong Seed, int Steps, int Epoch, int Window,
        [property: JsonPropertyName("adamSteps")] int OptimiserSteps, ulong[] Chance, double BestLoss,
        int SinceBest, double PlateauFactor, int Skipped, int SkippedInRow, double ClippingFactor,
        double? CriticAccuracy = null, int? CriticSteps = null, string? Network = null, string? From = null);
}
